import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The browser app, served by Fairfloor itself under `/app/`. Nothing is inlined: the server's policy is `default-src 'self'`. */
export default defineConfig({
  base: '/app/',
  plugins: [react()],
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
  },
})
