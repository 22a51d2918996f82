/** Starts the service. */
import 'reflect-metadata';
import { start } from './process/start';

void start();
