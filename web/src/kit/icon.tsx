// The icons: one hand, a 24 px grid, round ends. They never stand alone without a name beside or behind them.

const PATHS = {
  'for-you': 'M12 3a9 9 0 1 0 9 9M12 8.2A3.800 3.800 0 1 0 15.800 12M12 12l7.500-7.500M16 4.200h3.800V8',
  library: 'M4 4v16M8.500 4v16M13 4.500l4.600 15.200M13 4.500l2.600-.8 4.600 15.200-2.600.8',
  history: 'M3.500 12a8.500 8.500 0 1 0 2.600-6.100L3.500 8.400M3.500 4v4.400h4.400M12 7.500V12l3 2',
  import: 'M12 3.500v11M7.500 10.200l4.500 4.500 4.500-4.500M4 15.500v3a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-3',
  settings:
    'M4 7h9M17.500 7H20M4 17h2.500M11 17h9M15.250 4.750a2.250 2.250 0 1 0 0 4.500 2.250 2.250 0 0 0 0-4.500ZM8.750 14.750a2.250 2.250 0 1 0 0 4.500 2.250 2.250 0 0 0 0-4.500Z',
  heart: 'M12 20.200s-8-4.600-8-10.400A4.500 4.500 0 0 1 12 7a4.500 4.500 0 0 1 8 2.800c0 5.800-8 10.400-8 10.400Z',
  ban: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17ZM6 6l12 12',
  later: 'M4 6.500h10M4 12h6M4 17.500h10M15.500 9l3.500 3-3.500 3M19 12h-5',
  queue: 'M4 6h16M4 11h10M4 16h10M17.500 13v6.500M17.500 13l3 1.500',
  volume: 'M4 9.500v5h3.500L12 18.500v-13L7.500 9.500ZM15.500 9a4.200 4.200 0 0 1 0 6M18 6.500a7.800 7.800 0 0 1 0 11',
  muted: 'M4 9.500v5h3.500L12 18.500v-13L7.500 9.500ZM16 9.500l5 5M21 9.500l-5 5',
  search: 'M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13ZM15.300 15.300 20.500 20.500',
  close: 'M6 6l12 12M18 6 6 18',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  out: 'M9 5H5v14h14v-4M13 4.500h6.500V11M19.500 4.500 11 13',
  folder:
    'M3.500 18V6.500a1.500 1.500 0 0 1 1.500-1.500h4l2 2.500h8a1.500 1.500 0 0 1 1.500 1.500v9a1.500 1.500 0 0 1-1.500 1.500H5A1.500 1.500 0 0 1 3.500 18Z',
  down: 'M6 9.500l6 6 6-6',
  up: 'M6 14.500l6-6 6 6',
  left: 'M14.500 6l-6 6 6 6',
  right: 'M9.500 6l6 6-6 6',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  more: 'M5.500 12h.01M12 12h.01M18.500 12h.01',
  insights: 'M4 20h16M6.500 16.500v-4M11 16.500V8M15.500 16.500v-6M20 16.500V4.500',
  auto: 'M12 3.500a8.500 8.500 0 1 0 0 17ZM12 3.500a8.500 8.500 0 0 1 0 17',
  moon: 'M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500Z',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M18.700 5.300l-1.400 1.400M6.700 17.300l-1.400 1.400',
  keyboard:
    'M4 6.500h16a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1ZM8 14h8M6.500 10h.01M10 10h.01M14 10h.01M17.500 10h.01',
} as const

const SOLID = {
  play: 'M7.500 4.800v14.400a.8.8 0 0 0 1.220.68l11.700-7.200a.8.8 0 0 0 0-1.360L8.720 4.120a.8.8 0 0 0-1.220.68Z',
  pause:
    'M7 4.500h2.800a.7.7 0 0 1 .7.7v13.600a.7.7 0 0 1-.7.7H7a.7.7 0 0 1-.7-.7V5.200a.7.7 0 0 1 .7-.7ZM14.200 4.500H17a.7.7 0 0 1 .7.7v13.600a.7.7 0 0 1-.7.7h-2.800a.7.7 0 0 1-.7-.7V5.200a.7.7 0 0 1 .7-.7Z',
  next: 'M5 5.300v13.400a.7.7 0 0 0 1.090.58L15.500 13v5.800a.7.7 0 0 0 .7.7h1.600a.7.7 0 0 0 .7-.7V5.200a.7.7 0 0 0-.7-.7h-1.600a.7.7 0 0 0-.7.7V11L6.090 4.720A.7.7 0 0 0 5 5.300Z',
  previous:
    'M19 5.300v13.400a.7.7 0 0 1-1.090.58L8.500 13v5.800a.7.7 0 0 1-.7.7H6.200a.7.7 0 0 1-.7-.7V5.200a.7.7 0 0 1 .7-.7h1.600a.7.7 0 0 1 .7.7V11l9.410-6.280A.7.7 0 0 1 19 5.300Z',
  loved: PATHS.heart,
} as const

export type IconName = keyof typeof PATHS | keyof typeof SOLID

/** An icon of `size` px, in the colour of the text. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  const solid = name in SOLID
  const path = solid ? SOLID[name as keyof typeof SOLID] : PATHS[name as keyof typeof PATHS]
  return (
    <svg
      width={`${size / 16}em`}
      height={`${size / 16}em`}
      viewBox="0 0 24 24"
      fill={solid ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth={solid && name !== 'loved' ? 0 : 1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      style={{ fontSize: '1rem' }}
    >
      <path d={path} />
    </svg>
  )
}
