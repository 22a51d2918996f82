/** Endpoints as the API shows them. */
import { z } from 'zod';
import { endpointDocumentSchema } from '../domain/endpoint-document';
import { originSchema } from './managed';

/** The entry of the document, with its name and where it comes from. */
export const endpointView = endpointDocumentSchema.extend({ name: z.string(), managed_by: originSchema });

/** As it was saved, with what most likely does not say what was meant. */
export const savedEndpointView = endpointView.extend({ warnings: z.array(z.string()).readonly() });
