// What the insights read of analyses in bulk. Of analyses made before, it is null until the file is heard again.

export const INSIGHTS_MIGRATION = {
  name: 'mood of analyses',
  sql: `
    ALTER TABLE analyses ADD COLUMN energy REAL;
    ALTER TABLE analyses ADD COLUMN valence REAL;
  `,
}
