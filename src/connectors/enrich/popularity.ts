// How widely known a track is, as one number from 0 to 100, from what two services count. Both scales only rise with the counts: the ranker turns them
// into percentiles of the music it knows, so their order is what matters.

/** About as many people as play ListenBrainz's most played recordings (order of magnitude; a larger count is 100 too). */
const USERS_MAX = 30_000

/** From how many ListenBrainz users played it: nobody 0, 9 people 22, 99 people 45, 999 people 67, 30,000 and more 100 (logarithmic, as fame is). */
export const popularityOfUsers = (users: number): number => clamp((100 * Math.log1p(users)) / Math.log1p(USERS_MAX))

/** From Deezer's rank, which goes to about a million: its ten-thousandths. */
export const popularityOfRank = (rank: number): number => clamp(rank / 10_000)

const clamp = (value: number): number => Math.round(Math.min(100, Math.max(0, value)) * 10) / 10
