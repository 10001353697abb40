package io.trefoil.sql.engine.session;

import io.trefoil.sql.api.RowShape;
import io.trefoil.sql.engine.explain.ExplainOptions;
import io.trefoil.sql.parser.ast.ExplainStatement;
import io.trefoil.sql.parser.ast.SettingStatement;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of statements that return rows without being queries. */
final class UtilityShapes {
    private UtilityShapes() {}

    /** The shape, or null when the statement returns no rows or they depend on the session (EXECUTE, FETCH). */
    static @Nullable RowShape of(Statement statement) {
        return switch (statement) {
            case ExplainStatement explain -> new RowShape(List.of(column("QUERY PLAN", explainType(explain))));
            case SettingStatement.Show show -> texts(showName(show.name()));
            case SettingStatement.ShowAll all -> texts("name", "setting", "description");
            case SettingStatement.ShowSavepointStatus status ->
                new RowShape(List.of(
                        column("savepoint_name", SqlTypes.TEXT), column("is_initial_savepoint", SqlTypes.BOOL)));
            default -> null;
        };
    }

    private static SqlType explainType(ExplainStatement explain) {
        return switch (ExplainOptions.of(explain.options()).format()) {
            case TEXT, YAML -> SqlTypes.TEXT;
            case JSON -> SqlTypes.JSON;
            case XML -> SqlTypes.XML;
        };
    }

    private static String showName(String name) {
        SettingDefinition definition = SettingDefinitions.find(name);
        return definition == null ? name : definition.name();
    }

    static RowShape texts(String... names) {
        List<RowShape.Column> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(column(name, SqlTypes.TEXT));
        }
        return new RowShape(columns);
    }

    static RowShape.Column column(String name, SqlType type) {
        return new RowShape.Column(name, 0, 0, type, -1, (short) 0);
    }
}
