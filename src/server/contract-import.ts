// What the addresses of imports, folders, rules and engagement take and answer. contract.ts re-exports it.

import { z } from 'zod'
import { Problem } from './contract-problem.ts'

/** How a table of listens is read: fields by column (from 0), the form of its times, the units of its lengths. */
export const MappingBody = z.object({
  delimiter: z.enum([',', ';', '\t', '|']),
  header: z.array(z.string().max(500)).max(1000),
  headed: z.boolean(),
  columns: z.partialRecord(
    z.enum([
      'time',
      'date',
      'clock',
      'title',
      'artist',
      'album',
      'played',
      'length',
      'isrc',
      'uri',
      'skipped',
      'kind',
      'platform',
      'country',
    ]),
    z.number().int().min(0).max(999),
  ),
  timeForm: z.enum(['iso', 'year-first', 'day-first', 'month-first', 'words', 'epoch-s', 'epoch-ms', 'excel']),
  timeTold: z.enum(['start', 'end']),
  playedUnit: z.enum(['ms', 's', 'min', 'clock']),
  lengthUnit: z.enum(['ms', 's', 'min', 'clock']),
})
export type MappingBody = z.infer<typeof MappingBody>
/** The guess, the first rows as they are, and what a person should look at. */
export const TableLook = z.object({
  mapping: MappingBody,
  rows: z.array(z.array(z.string())),
  doubts: z.array(z.string()),
  zoneless: z.boolean(),
})
export type TableLook = z.infer<typeof TableLook>
/** POST /api/imports/{id}/sample {path, mapping, zone}: what a mapping makes of those first rows. */
export const SampleBody = z.object({ path: z.string().max(2000), mapping: MappingBody, zone: z.string().max(100) })
export const SampleRows = z.object({
  useless: z.string().nullable(),
  rows: z.array(
    z.union([
      z.object({
        atMs: z.number(),
        precision: z.string(),
        title: z.string(),
        artist: z.string(),
        album: z.string().nullable(),
        msPlayed: z.number().nullable(),
      }),
      z.object({ refused: z.string() }),
    ]),
  ),
})
export type SampleRows = z.infer<typeof SampleRows>
/** POST /api/imports/{id}/answer: imports the table so; with a name it is remembered for tables of the same columns. */
export const AnswerBody = z.object({
  mapping: MappingBody,
  zone: z.string().max(100).optional(),
  presetName: z.string().min(1).max(100).optional(),
})
/** GET /api/presets · DELETE /api/presets/{name} */
export const Presets = z.object({ items: z.array(z.object({ name: z.string(), mapping: MappingBody })) })
export type Presets = z.infer<typeof Presets>

export const SourceReportBody = z.object({
  path: z.string(),
  format: z.string(),
  read: z.number(),
  imported: z.number(),
  duplicates: z.number(),
  ignored: z.record(z.string(), z.number()),
  invalid: z.array(z.object({ where: z.string(), message: z.string() })),
  matched: z.object({ library: z.number(), catalogue: z.number(), neither: z.number() }).optional(),
  /** Of its events, those that others tell too (`same`) and parts that go on in another row of it (`continued`); with whom, by format. */
  merged: z
    .object({ same: z.number(), continued: z.number(), with: z.array(z.object({ format: z.string(), count: z.number() })) })
    .optional(),
  droppedFields: z.array(z.string()).optional(),
  /** How it was read, where a person should know: the zone assumed, the preset used. */
  notes: z.array(z.string()).optional(),
  /** A table of listens whose columns leave a doubt; nothing of it was read. POST /api/imports/{id}/answer says what they mean. */
  asks: TableLook.optional(),
})
export type SourceReportBody = z.infer<typeof SourceReportBody>
/** POST /api/imports?user&name=my_export.zip with the file's bytes as application/octet-stream: answers at once; progress comes as events. */
export const ImportState = z.object({
  id: z.string(),
  name: z.string(),
  startedAtMs: z.number(),
  /** asking: a table in it leaves a doubt (asks in its report); it waits for an answer, or to be dismissed. */
  state: z.enum(['running', 'asking', 'done', 'failed']),
  bytesRead: z.number(),
  bytesTotal: z.number(),
  rowsRead: z.number(),
  report: z.object({ sources: z.array(SourceReportBody), seconds: z.number() }).nullable(),
  problem: Problem.nullable(),
})
export type ImportState = z.infer<typeof ImportState>
/** GET /api/imports: those of this run of the server, newest first, and earlier sources. GET /api/imports/{id}: one ImportState. */
export const Imports = z.object({
  items: z.array(ImportState),
  sources: z.array(
    z.object({
      id: z.number(),
      label: z.string(),
      format: z.string(),
      importedAtMs: z.number(),
      synthetic: z.boolean(),
      listener: z.string(),
      report: SourceReportBody.nullable(),
    }),
  ),
})
export type Imports = z.infer<typeof Imports>

/** POST /api/engagement?user: a playback of our own player began, or got so far. */
export const EngagementBody = z.object({
  trackId: z.number().int(),
  kind: z.enum(['start', 'progress']),
  atMs: z.number().int().min(0).max(8.64e15),
  positionMs: z.number().min(0).max(1e9),
  /** Made by the page for each playback. */
  playId: z.string().min(8).max(64),
})
export type EngagementBody = z.infer<typeof EngagementBody>
/** GET /api/engagement?user&trackId&count: the latest act first. */
export const EngagementTotalsBody = z.object({
  items: z.array(
    z.object({
      trackId: z.number().int(),
      starts: z.number(),
      progresses: z.number(),
      skips: z.number(),
      ends: z.number(),
      loves: z.number(),
      bans: z.number(),
      playlistAdds: z.number(),
      furthestMs: z.number().nullable(),
      lastAtMs: z.number(),
    }),
  ),
})
export type EngagementTotalsBody = z.infer<typeof EngagementTotalsBody>

/** GET /api/rules · PUT /api/rules: what counts as a listen and as a skip. */
export const RulesBody = z.object({
  /** A listen of this length counts, however long the track. */
  countedMsMin: z.number().int().min(0).max(3_600_000),
  /** A listen to this share of a track of known length counts too. */
  countedShareMin: z.number().min(0.01).max(1),
  /** A listen to this share was as good as to the end. */
  completedShareMin: z.number().min(0.5).max(1),
  /** Whether a scrobble that does not say how long it was counts. */
  untimedCounts: z.boolean(),
  /** Ends that are a skip whatever the source's own flag says. */
  skipReasons: z.array(z.string().min(1).max(50)).max(50),
  /** Ends that are a skip unless a flag that can be trusted says no. */
  stopReasons: z.array(z.string().min(1).max(50)).max(50),
})
export type RulesBody = z.infer<typeof RulesBody>
export const RulesAnswer = z.object({ rules: RulesBody, defaults: RulesBody })
export type RulesAnswer = z.infer<typeof RulesAnswer>
const RuleCounts = z.object({ listens: z.number(), counted: z.number(), completed: z.number(), skipped: z.number() })
/** POST /api/rules/effect?user: what these rules would make of a history. */
export const RulesEffectBody = z.object({
  now: RuleCounts,
  instead: RuleCounts,
  sources: z.array(z.object({ source: z.string(), now: RuleCounts, instead: RuleCounts })),
})
export type RulesEffectBody = z.infer<typeof RulesEffectBody>

/** GET /api/folders · POST /api/folders {path} adds and scans · POST /api/scan scans all again · DELETE /api/demo removes the demo. */
export const Folders = z.object({ items: z.array(z.object({ path: z.string(), synthetic: z.boolean() })) })
export type Folders = z.infer<typeof Folders>
export const FolderBody = z.object({ path: z.string().min(1) })
