// How the page is built: into web/dist, with a compressed copy beside each file so that the server need not compress anything itself.

import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const ROOT = fileURLToPath(new URL('.', import.meta.url))
const SMALLEST_BYTES = 1024
const COMPRESSIBLE = /\.(js|css|html|svg)$/

function compressedCopies(folder: string): Plugin {
  return {
    name: 'compressed-copies',
    apply: 'build',
    closeBundle() {
      for (const name of readdirSync(folder, { recursive: true }) as string[]) {
        const path = join(folder, name)
        if (!COMPRESSIBLE.test(name) || statSync(path).size < SMALLEST_BYTES) continue
        const bytes = readFileSync(path)
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
        writeFileSync(`${path}.br`, brotliCompressSync(bytes))
      }
    },
  }
}

export default defineConfig({
  root: ROOT,
  plugins: [react(), compressedCopies(join(ROOT, 'dist'))],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { port: 4746, proxy: { '/api': process.env['DEEPCUT_API'] ?? 'http://127.0.0.1:4747' } },
})
