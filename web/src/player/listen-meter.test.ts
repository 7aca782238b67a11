import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listenMeter } from './listen-meter.ts'

test('counts what the sound moved by itself', () => {
  const meter = listenMeter()
  for (const at of [0.25, 0.5, 0.75, 1]) meter.at(at)
  assert.equal(meter.msPlayed, 1000)
})

test('a pause stands still', () => {
  const meter = listenMeter()
  for (const at of [1, 1, 1, 1, 2]) meter.at(at)
  assert.equal(meter.msPlayed, 2000)
})

test('a jump is not counted, ahead or back', () => {
  const meter = listenMeter()
  meter.at(2)
  meter.jump(40)
  meter.at(41)
  meter.jump(0)
  meter.at(1)
  assert.equal(meter.msPlayed, 4000)
})

test('a jump that nobody announced is not counted either', () => {
  const meter = listenMeter()
  meter.at(2)
  meter.at(60)
  meter.at(61)
  meter.at(10)
  meter.at(11)
  assert.equal(meter.msPlayed, 4000)
})

test('listening twice to the same minute is two minutes', () => {
  const meter = listenMeter()
  for (let round = 0; round < 2; round++) {
    meter.jump(0)
    for (let at = 1; at <= 60; at++) meter.at(at)
  }
  assert.equal(meter.msPlayed, 120_000)
})

test('starts where the sound starts', () => {
  const meter = listenMeter(30)
  meter.at(31)
  assert.equal(meter.msPlayed, 1000)
})
