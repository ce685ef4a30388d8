#!/usr/bin/env node
// Starts blkdrill from its bundle; see fresh.mjs.
import { start } from '../build/fresh.mjs';

await start('blkdrill');
