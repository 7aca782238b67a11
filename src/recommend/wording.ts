// Small words of the reasons: numbers, dates, titles, as people say them.

import { DAY_MS } from '#kernel'

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const SMALL = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']

/** "once", "twice", "14 times". */
export const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count.toLocaleString('en')} times`)

/** "two", "14". */
export const small = (count: number): string => SMALL[count] ?? count.toLocaleString('en')

/** "3rd", "11th", "22nd". */
export function ordinal(value: number): string {
  const ten = value % 10
  const hundred = value % 100
  const ending = hundred >= 11 && hundred <= 13 ? 'th' : ten === 1 ? 'st' : ten === 2 ? 'nd' : ten === 3 ? 'rd' : 'th'
  return `${value}${ending}`
}

/** A day as said from `nowMs`, UTC: "today", "yesterday", "on 3 May", "in March 2024". */
export function onDay(atMs: number, nowMs: number): string {
  const days = Math.floor(nowMs / DAY_MS) - Math.floor(atMs / DAY_MS)
  if (days <= 0) return 'today'
  if (days === 1) return 'yesterday'
  const date = new Date(atMs)
  if (days < 300) return `on ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`
  return `in ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}

/** A title in quotation marks. */
export const quoted = (title: string): string => `“${title}”`

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  return words.length <= 1 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`
}

/** The first letter in capitals. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** A share as said: "nearly all", "most", "half", "a third", "some"; null where it is too little to speak of. */
export function shareInWords(share: number): string | null {
  if (share >= 0.9) return 'nearly all'
  if (share >= 0.55) return 'most'
  if (share >= 0.42) return 'about half'
  if (share >= 0.28) return 'about a third'
  if (share >= 0.18) return 'about a fifth'
  return share >= 0.07 ? 'some' : null
}
