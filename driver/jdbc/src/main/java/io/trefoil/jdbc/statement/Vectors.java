package io.trefoil.jdbc.statement;

import java.sql.SQLException;
import java.util.StringJoiner;

/** The text of a vector, {@code [1,2,3]}. */
final class Vectors {
    private Vectors() {}

    static String text(float[] values) {
        StringJoiner text = new StringJoiner(",", "[", "]");
        for (float value : values) {
            text.add(Float.toString(value));
        }
        return text.toString();
    }

    static String text(double[] values) {
        StringJoiner text = new StringJoiner(",", "[", "]");
        for (double value : values) {
            text.add(Double.toString(value));
        }
        return text.toString();
    }

    static double[] doubles(String text) throws SQLException {
        String[] parts = parts(text);
        double[] values = new double[parts.length];
        try {
            for (int i = 0; i < parts.length; i++) {
                values[i] = Double.parseDouble(parts[i]);
            }
        } catch (NumberFormatException e) {
            throw Errors.refused("22P02", "not a vector: " + text);
        }
        return values;
    }

    static float[] floats(String text) throws SQLException {
        String[] parts = parts(text);
        float[] values = new float[parts.length];
        try {
            for (int i = 0; i < parts.length; i++) {
                values[i] = Float.parseFloat(parts[i]);
            }
        } catch (NumberFormatException e) {
            throw Errors.refused("22P02", "not a vector: " + text);
        }
        return values;
    }

    private static String[] parts(String text) throws SQLException {
        if (!text.startsWith("[") || !text.endsWith("]")) {
            throw Errors.refused("22P02", "not a vector: " + text);
        }
        String inner = text.substring(1, text.length() - 1).trim();
        return inner.isEmpty() ? new String[0] : inner.split(",", -1);
    }
}
