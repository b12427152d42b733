import { type RefObject, useEffect, useRef } from 'react'

/** Whether it is still shown, for what ends later. */
export function useIsHere(): RefObject<boolean> {
  const isHere = useRef(true)
  useEffect(() => {
    isHere.current = true
    return () => {
      isHere.current = false
    }
  }, [])
  return isHere
}
