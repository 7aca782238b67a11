// What a chart is made of on the page: drawings and lists, each with a title of its own where there is more than one.

import type { Draw } from '../../../charts/drawing.ts'
import type { ThingRow } from '../../../charts/things.tsx'

export interface Part {
  readonly key: string
  readonly title?: string
  readonly draw?: Draw
  readonly rows?: readonly ThingRow[]
  readonly ranked?: boolean
  readonly tint?: string
}
