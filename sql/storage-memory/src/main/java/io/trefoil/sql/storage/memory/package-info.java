/** The pure-Java ordered store: fast tests, jdbc:trefoil:mem:, and the oracle of the storage contract. */
@NullMarked
package io.trefoil.sql.storage.memory;

import org.jspecify.annotations.NullMarked;
