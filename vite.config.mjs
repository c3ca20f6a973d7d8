// Read by `medusa plugin:build` alone. In public/ lies the demo's admin panel, which Vite would copy into the package, or
// stop at where the panel was deleted.
export default { publicDir: false }
