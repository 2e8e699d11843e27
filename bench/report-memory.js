'use strict';
// Writes the process's peak memory in KiB to MEMORY_FILE when it ends.
process.on('exit', () => {
  require('node:fs').writeFileSync(process.env.MEMORY_FILE, String(process.resourceUsage().maxRSS));
});
