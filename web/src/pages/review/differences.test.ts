// What is marked between two names.

import assert from 'node:assert/strict'
import { it } from 'node:test'
import { markDifferences } from './differences.ts'

const marked = (text: string, other: string) =>
  markDifferences(text, other)
    .map(({ words, differs }) => (differs ? `[${words}]` : words))
    .join('')

it('marks the words that the other name has not, each as often as it is missing, and keeps the text whole', () => {
  assert.equal(marked('The Beatles (Remastered)', 'beatles'), '[The] Beatles [(Remastered)]')
  assert.equal(marked('beatles', 'The Beatles (Remastered)'), 'beatles')
  assert.equal(marked('No No No', 'no no'), 'No No [No]')
  assert.equal(marked('3:05', '3:09'), '[3:05]')
  assert.equal(marked('A New Day ', 'Day'), '[A New] Day ')
  assert.equal(marked('', 'x'), '')
})
