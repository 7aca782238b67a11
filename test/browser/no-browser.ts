// Why the browser's tests cannot run here; under CI that is a failure, elsewhere a reason to skip.

import { chromiumPath } from './chromium.ts'

export function noBrowser(): string | undefined {
  if (chromiumPath()) return undefined
  const reason = 'no Chromium on PATH or in $CHROMIUM'
  if (process.env['CI'] === 'true') throw new Error(`${reason}: the browser's tests need one`)
  console.error(`browser: skipped, ${reason}`)
  return reason
}
