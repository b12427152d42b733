const paths = {
  add: 'M12 5v14M5 12h14',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16.2 16.2 20.5 20.5',
  menu: 'M4 7h16M4 12h16M4 17h10',
  more: 'M6 12h.01M12 12h.01M18 12h.01',
  close: 'M6 6l12 12M18 6 6 18',
  send: 'M12 19V5M6 11l6-6 6 6',
  stop: 'M8 8h8v8H8z',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  edit: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  again: 'M20 5v5h-5M19.5 10A8 8 0 1 0 20 14',
  up: 'M12 20V5M6 11l6-6 6 6',
  down: 'M12 4v15M6 13l6 6 6-6',
  good: 'M7 11v9H4v-9zM7 12l4-8c1.6 0 2.4 1 2 2.6L12.4 10H18c1.3 0 2.1 1 1.8 2.2l-1.5 6c-.3 1.1-1 1.8-2.2 1.8H7',
  bad: 'M7 13V4H4v9zM7 12l4 8c1.6 0 2.4-1 2-2.6L12.4 14H18c1.3 0 2.1-1 1.8-2.2l-1.5-6C18 4.700 17.300 4 16.100 4H7',
  previous: 'M14 6l-6 6 6 6',
  next: 'M10 6l6 6-6 6',
  remember: 'M6 4h12v16l-6-4-6 4z',
  usage: 'M5 20v-6M12 20V4M19 20v-9',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4',
  leave: 'M14 4H5v16h9M10 12h10M17 9l3 3-3 3',
  tool: 'M5 5h14v14H5zM8.500 10l2.500 2-2.500 2M13 15h3',
  remove: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
} as const

export type IconName = keyof typeof paths

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  )
}
