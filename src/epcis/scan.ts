import { assert } from '../base/index.ts'
import { EventScan } from './eventScan.ts'
import { scansKeptMax } from './limits.ts'
import type { Scanner, ScanOptions, ScanOutput } from './scanTypes.ts'
import { Stream } from './stream.ts'

/**
 * Largest piece of a chunk that is taken at once, so that memory stays bounded whatever is pushed, and a piece is still
 * in the processor's cache when its events are read.
 */
const pieceBytesMax = 1 << 17

/**
 * Push parser over a byte stream: EPCISDocument, EPCISQueryDocument, single event, array of events, NDJSON;
 * which of them is told from the first bytes. Outputs come whenever a batch is full, and at the end. Memory
 * is bounded whatever the size of the document, provided that its @context stands before its events (those
 * are held back otherwise, up to a limit).
 *
 * One bad event never costs its neighbours; text that is no JSON ends a document (its rest cannot be told
 * apart), and costs one row in NDJSON.
 */
export function createScanner(options: ScanOptions, onOutput: (output: ScanOutput) => void): Scanner {
  const atRest = scansAtRest.get(options) ?? []
  scansAtRest.set(options, atRest)
  const events = atRest.pop() ?? new EventScan(options)
  events.begin(onOutput)
  const stream = new Stream(events, options.shape)
  let ended = false
  return {
    push: (chunk) => {
      assert(!ended, 'nothing is pushed after the end')
      for (let from = 0; from < chunk.length; from += pieceBytesMax) {
        stream.push(chunk.subarray(from, from + pieceBytesMax))
      }
    },
    end: () => {
      assert(!ended, 'an input ends once')
      ended = true
      const result = stream.end()
      if (atRest.length < scansKeptMax) atRest.push(events)
      return result
    },
  }
}

/**
 * Tables and buffers of finished scans, by their options: whoever passes the same object again starts warm.
 * That matters for small documents, where building them would cost more than the scan.
 */
const scansAtRest = new WeakMap<ScanOptions, EventScan[]>()
