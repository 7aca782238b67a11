// A file may be dropped anywhere on the page: it goes to the import, whichever page is shown.

import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { uploadFiles } from './uploads.ts'
import './drop.css'

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false

export function DropAnywhere() {
  const [over, setOver] = useState(false)
  const navigate = useNavigate()
  useEffect(() => {
    let depth = 0
    const enter = (event: DragEvent) => {
      if (hasFiles(event) && ++depth === 1) setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (hasFiles(event) && --depth <= 0) {
        depth = 0
        setOver(false)
      }
    }
    const hold = (event: DragEvent) => hasFiles(event) && event.preventDefault()
    const drop = (event: DragEvent) => {
      depth = 0
      setOver(false)
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length === 0) return
      event.preventDefault()
      void navigate({ to: '/import' })
      void uploadFiles(files)
    }
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragleave', leave)
    window.addEventListener('dragover', hold)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('dragover', hold)
      window.removeEventListener('drop', drop)
    }
  }, [navigate])
  if (!over) return null
  return (
    <div className="drop-veil" aria-hidden="true">
      <p>Let go to import it</p>
    </div>
  )
}
