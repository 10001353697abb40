/**
 * Running plans: what a session hands to an execution and gets back from it. The operators are in the packages below;
 * {@code compile.PlanCompiler} turns a plan into an {@link io.trefoil.sql.engine.execute.Executable}.
 */
@NullMarked
package io.trefoil.sql.engine.execute;

import org.jspecify.annotations.NullMarked;
