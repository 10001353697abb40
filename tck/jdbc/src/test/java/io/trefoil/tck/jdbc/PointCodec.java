package io.trefoil.tck.jdbc;

import io.trefoil.jdbc.api.JsonCodec;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands for an application's JSON library; knows points only. */
public final class PointCodec implements JsonCodec {
    private static final Pattern POINT = Pattern.compile("\\{\"x\": ?(-?\\d+), ?\"y\": ?(-?\\d+)}");

    /** A class of the application. */
    record Point(int x, int y) {}

    @Override
    public String write(Object value) {
        if (value instanceof Map<?, ?> map) {
            return "{\"x\": " + map.get("x") + ", \"y\": " + map.get("y") + "}";
        }
        Point point = (Point) value;
        return "{\"x\": " + point.x() + ", \"y\": " + point.y() + "}";
    }

    @Override
    public <T> T read(String json, Class<T> type) {
        Matcher matcher = POINT.matcher(json);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(json);
        }
        return type.cast(new Point(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
    }
}
