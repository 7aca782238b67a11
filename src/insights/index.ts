// Looking back: the front door.
export { INSIGHTS, type InsightData, type InsightName, isInsight } from './catalogue.ts'
export { toCsv } from './csv.ts'
export type { Cell, Insight, NamedThing, Parameter, Table } from './insight.ts'
export { type InsightAnswered, type InsightDeps, type InsightRequest, type Insights, openInsights } from './open-insights.ts'
export { serverZone } from './zone.ts'
