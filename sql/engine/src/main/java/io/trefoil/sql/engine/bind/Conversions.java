package io.trefoil.sql.engine.bind;

import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.types.SqlType;
import java.util.ArrayList;
import java.util.List;

/** Brings the columns of a query to wanted types. */
final class Conversions {
    private Conversions() {}

    /**
     * The query with its columns implicitly converted and renamed; the query itself when nothing is to be done. Literals
     * and parameters that the query yields as they are get the type themselves, so that they are read as that type.
     */
    static Rel project(BindContext context, Rel rel, List<SqlType> types, List<OutputColumn> columns) {
        boolean same = true;
        for (int i = 0; i < types.size(); i++) {
            same &= rel.columns().get(i).type() == types.get(i);
        }
        if (same) {
            return rel;
        }
        Coercion coercion = new Coercion(context, new Resolution(context));
        if (rel instanceof Rel.Project project) {
            return new Rel.Project(project.input(), convert(coercion, project.expressions(), types), columns);
        }
        if (rel instanceof Rel.Values values) {
            List<List<Scalar>> rows = new ArrayList<>();
            for (List<Scalar> row : values.rows()) {
                rows.add(convert(coercion, row, types));
            }
            return new Rel.Values(rows, columns);
        }
        List<Scalar> references = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            OutputColumn column = rel.columns().get(i);
            references.add(new Scalar.InputRef(i, column.type(), column.typmod(), column.name()));
        }
        return new Rel.Project(rel, convert(coercion, references, types), columns);
    }

    private static List<Scalar> convert(Coercion coercion, List<Scalar> scalars, List<SqlType> types) {
        List<Scalar> converted = new ArrayList<>();
        for (int i = 0; i < scalars.size(); i++) {
            converted.add(i < types.size() ? coercion.implicit(scalars.get(i), types.get(i), -1) : scalars.get(i));
        }
        return converted;
    }
}
