/** Gives Nest the data source and the listener that the start has opened, before there is a Nest application. */
import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { type DataSource } from 'typeorm';
import { Listener } from './notifications';

export interface PostgresConnections {
  /** Initialised and migrated. Nest closes it at shutdown. */
  readonly dataSource: DataSource;
  /** Whoever connected it closes it. */
  readonly listener: Listener;
}

@Module({})
export class PostgresModule {
  static forRoot({ dataSource, listener }: PostgresConnections): DynamicModule {
    return {
      module: PostgresModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => dataSource.options,
          dataSourceFactory: () => Promise.resolve(dataSource),
        }),
      ],
      providers: [{ provide: Listener, useValue: listener }],
      exports: [Listener],
    };
  }
}
