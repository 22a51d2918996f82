/** What the entities declare and the migrations do not make. */
import { type DataSource } from 'typeorm';

/** @returns the statements that would make the schema what the entities say; none when they agree */
export async function findSchemaDrift(dataSource: DataSource): Promise<readonly string[]> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}
