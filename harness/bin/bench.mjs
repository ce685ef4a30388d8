#!/usr/bin/env node
// Starts the benchmarks from their bundle; see fresh.mjs.
import { start } from '../build/fresh.mjs';

await start('bench');
