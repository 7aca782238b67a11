// A file may be dropped anywhere on the page: it goes to the import, whichever page is shown.

import { createStore, useStore } from '../kit/store.ts'
import { uploadFiles } from './uploads.ts'
import './drop.css'

const dropStore = createStore({ over: false })
const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false

/** Takes what is dropped, from before anything is shown; `onDropped` leads to where it can be followed. */
export function takeDrops(onDropped: () => void): void {
  let depth = 0
  const left = () => {
    depth = 0
    dropStore.set({ over: false })
  }
  window.addEventListener('dragenter', (event) => {
    if (hasFiles(event) && ++depth === 1) dropStore.set({ over: true })
  })
  window.addEventListener('dragleave', (event) => {
    if (hasFiles(event) && --depth <= 0) left()
  })
  window.addEventListener('dragover', (event) => {
    if (hasFiles(event)) event.preventDefault()
  })
  window.addEventListener('drop', (event) => {
    left()
    const files = [...(event.dataTransfer?.files ?? [])]
    if (files.length === 0) return
    event.preventDefault()
    void uploadFiles(files)
    onDropped()
  })
}

export function DropVeil() {
  const over = useStore(dropStore, (state) => state.over)
  if (!over) return null
  return (
    <div className="drop-veil" aria-hidden="true">
      <p>Let go to import it</p>
    </div>
  )
}
