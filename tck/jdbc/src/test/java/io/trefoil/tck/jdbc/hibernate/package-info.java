/** A program with Hibernate ORM, its stock dialect for PostgreSQL and no setting of ours. */
@NullMarked
package io.trefoil.tck.jdbc.hibernate;

import org.jspecify.annotations.NullMarked;
