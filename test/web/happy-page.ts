import { Window } from 'happy-dom'

/** A document that nothing is loaded into. */
export function happyPage(): Window {
  return new Window({
    settings: {
      disableJavaScriptEvaluation: true,
      disableJavaScriptFileLoading: true,
      disableCSSFileLoading: true,
    },
  })
}
