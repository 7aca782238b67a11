// Drops a file on the page as a person does: enters, hovers, lets go.

import type { Page } from 'playwright-core'

export interface DroppedFile {
  readonly name: string
  readonly type: string
  readonly bytes: Buffer
}

export async function dropFile(page: Page, selector: string, file: DroppedFile): Promise<void> {
  // As text, because this side of the test knows no DOM.
  const dataTransfer = await page.evaluateHandle(`(() => {
    const bytes = Uint8Array.from(atob(${JSON.stringify(file.bytes.toString('base64'))}), (letter) => letter.charCodeAt(0))
    const transfer = new DataTransfer()
    transfer.items.add(new File([bytes], ${JSON.stringify(file.name)}, { type: ${JSON.stringify(file.type)} }))
    return transfer
  })()`)
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent(selector, type, { dataTransfer })
}
