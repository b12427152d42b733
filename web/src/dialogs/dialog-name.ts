export type DialogName = 'search' | 'memories' | 'usage' | 'settings'
