/** The catalog, the records of credentials and the status lists, on DynamoDB. */
@NullMarked
package org.sceau.dynamodb;

import org.jspecify.annotations.NullMarked;
