// Looking back: the front door.
export { INSIGHTS, type InsightData, type InsightName, isInsight } from './catalogue.ts'
export { toCsv } from './csv.ts'
export type { Cell, Insight, NamedThing, Parameter, Table } from './insight.ts'
export { type InsightAnswered, type InsightDeps, type InsightRequest, type Insights, openInsights } from './open-insights.ts'
export { CARD_KINDS, type CardKind, type YearChart } from './year/card.ts'
export { listYears, tellYear, type YearCard, type YearRequest, type YearStory } from './year/tell-year.ts'
export { serverZone } from './zone.ts'
