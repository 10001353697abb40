package io.trefoil.wire.server.connection;

import io.trefoil.sql.api.Notice;
import io.trefoil.sql.api.SessionListener;
import io.trefoil.wire.protocol.message.NoticeResponse;
import io.trefoil.wire.protocol.message.NotificationResponse;
import io.trefoil.wire.protocol.message.ParameterStatus;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a session says besides results. Notices go out where they arise. Changed settings are collected and reported
 * before ReadyForQuery, and only those whose value differs from what the client last heard (as PostgreSQL 14 and
 * later do).
 */
final class SessionReports implements SessionListener {
    private final ClientOutput output;
    private final Signals signals;
    private final Map<String, String> reported = new HashMap<>();
    private final Map<String, String> changed = new LinkedHashMap<>();

    SessionReports(ClientOutput output, Signals signals) {
        this.output = output;
        this.signals = signals;
    }

    @Override
    public void terminated() {
        signals.endByOther();
    }

    @Override
    public void notification(int processId, String channel, String payload) {
        new NotificationResponse(processId, channel, payload).encode(output.writer());
        output.pace();
    }

    @Override
    public void notificationsArrived() {
        signals.notifications();
    }

    @Override
    public void notice(Notice notice) {
        new NoticeResponse(ErrorMessages.diagnostics(notice.severity(), notice.content())).encode(output.writer());
        output.pace();
    }

    @Override
    public void settingChanged(String name, String value) {
        changed.put(name, value);
    }

    /** Reports all settings at the start of a session. */
    void reportAll(Map<String, String> settings) {
        changed.clear();
        settings.forEach(this::report);
    }

    void reportChanges() {
        if (!changed.isEmpty()) {
            changed.forEach(this::report);
            changed.clear();
        }
    }

    private void report(String name, String value) {
        if (!value.equals(reported.put(name, value))) {
            new ParameterStatus(name, value).encode(output.writer());
        }
    }
}
