#!/usr/bin/env node
'use strict';
require('./run').run('scripts/infra.ts');
