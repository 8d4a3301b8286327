/** Keeps records in DynamoDB: the adapters of the stores. */
@NullMarked
package org.sceau.dynamodb;

import org.jspecify.annotations.NullMarked;
