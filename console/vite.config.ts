import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Writes each script and style a second time, packed: the server sends that to whoever takes it. */
const packed: Plugin = {
  name: 'packed',
  apply: 'build',
  writeBundle(options, bundle) {
    for (const file of Object.values(bundle)) {
      if (!/\.(?:js|css|svg)$/.test(file.fileName)) continue
      const content = file.type === 'chunk' ? file.code : file.source
      writeFileSync(join(options.dir ?? '', `${file.fileName}.gz`), gzipSync(content, { level: 9 }))
    }
  },
}

// Vite keeps what it finds here: a server that a test starts would build React's development half, twice as large.
process.env['NODE_ENV'] = 'production'

/** The browser app, served by Fairfloor itself under `/app/`. Nothing is inlined: the server's policy is `default-src 'self'`. */
export default defineConfig({
  base: '/app/',
  plugins: [react(), packed],
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
  },
})
