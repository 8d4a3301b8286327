// Lints a description of an API by the recommended rules, and prints what they find.

import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const { bin } = require('@redocly/cli/package.json');
const cli = join(dirname(require.resolve('@redocly/cli/package.json')), bin.redocly);
const ended = spawnSync(
  process.execPath,
  [cli, 'lint', process.argv[2], '--extends=recommended', '--format=json'],
  {
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  },
);
const { totals, problems } = JSON.parse(ended.stdout.slice(ended.stdout.indexOf('{')));
console.log(
  JSON.stringify({
    errors: totals.errors,
    warnings: totals.warnings,
    problems: problems.map((problem) => `${problem.ruleId}: ${problem.message}`),
  }),
);
