import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Chat } from './chat.tsx'

const place = document.querySelector('#page')
if (place) {
  createRoot(place).render(
    <StrictMode>
      <Chat />
    </StrictMode>,
  )
}
