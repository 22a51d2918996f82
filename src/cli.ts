#!/usr/bin/env node
/** The command line: `bursar start | migrate | apply | doctor | prices import | policy … | tenant create | detect`. */
import 'reflect-metadata';
import { runCommandLine } from './process/command-line';

void runCommandLine(process.argv);
