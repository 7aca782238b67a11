// Rows that exist only while they are in view, in a page that scrolls as a whole.

import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState } from 'react'

/** Windowed rows below the element `box`; heights in px. */
export function useRows<Box extends HTMLElement = HTMLDivElement>(count: number, rowHeight: number) {
  const box = useRef<Box>(null)
  const [top, setTop] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands above may have changed with the count
  useLayoutEffect(() => {
    if (box.current) setTop(box.current.getBoundingClientRect().top + window.scrollY)
  }, [count, rowHeight])
  const rows = useWindowVirtualizer({ count, estimateSize: () => rowHeight, overscan: 8, scrollMargin: top })
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when their height has changed
  useLayoutEffect(() => rows.measure(), [rows, rowHeight])
  const shown = rows.getVirtualItems()
  const range: readonly [number, number] = shown.length ? [shown[0].index, shown[shown.length - 1].index] : [0, 0]
  return { box, height: rows.getTotalSize(), shown: shown.map(({ index, start }) => ({ index, y: start - top })), range }
}

/** The latest width, so that a page one returns to has its height at once and can be scrolled to where it was. */
let latestWidth = 0

/** The width of an element, px; the latest one, or 0, until known. */
export function useWidth<Box extends HTMLElement>() {
  const box = useRef<Box>(null)
  const [width, setWidth] = useState(latestWidth)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const watch = new ResizeObserver(([entry]) => {
      latestWidth = entry.contentRect.width
      setWidth(latestWidth)
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  return { box, width }
}

/** One rem in px, as the reader has set it. */
export const remPx = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
