import './styles/page.css'
import './styles/controls.css'
import './styles/sidebar.css'
import './styles/conversation.css'
import './styles/markdown.css'
import './styles/dialog.css'
import './styles/print.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './page/app.tsx'
import { showTheme } from './page/theme.ts'

showTheme()
const place = document.querySelector('#page')
if (place) {
  createRoot(place).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
