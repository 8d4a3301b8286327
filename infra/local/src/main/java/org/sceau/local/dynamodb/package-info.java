/** A double of DynamoDB that speaks its wire protocol and keeps its items in a journal. */
@NullMarked
package org.sceau.local.dynamodb;

import org.jspecify.annotations.NullMarked;
