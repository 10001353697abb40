package io.trefoil.sql.engine.plan.calcite;

import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;

/** Stands for one of our join conditions, whose meaning Calcite must not touch; its operands are the columns it reads. */
final class TermOperator extends SqlFunction {
    private final int term;

    TermOperator(int term) {
        super(
                "TERM_" + term,
                SqlKind.OTHER_FUNCTION,
                ReturnTypes.BOOLEAN_NULLABLE,
                null,
                OperandTypes.VARIADIC,
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
        this.term = term;
    }

    /** Number of the condition in its region. */
    int term() {
        return term;
    }
}
