package com.moalog.bench.postgres;

import com.moalog.bench.postgres.Observer.Statement;
import com.moalog.bench.postgres.Observer.Transaction;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One connection (PostgreSQL documentation, chapter 54). Each direction has a thread; the protocol
 * itself takes turns, so what one learns is there when the other looks. What the client sends is
 * passed on message by message, and held before a commit; what the server sends is passed on when
 * it pauses, and held after a commit.
 */
final class PostgresSession {

  private static final int SSL_REQUEST = 80_877_103;
  private static final int GSS_REQUEST = 80_877_104;
  private static final Pattern CHANGE =
      Pattern.compile(
          "\\s*(?:WITH .*?)?(INSERT INTO|UPDATE|DELETE FROM)\\s+(\\w+).*", Pattern.DOTALL);
  private static final Map<String, String> SIGNS =
      Map.of("INSERT INTO", "+", "UPDATE", "", "DELETE FROM", "-");
  private static final Pattern CHANGED = Pattern.compile("(?:INSERT 0|UPDATE|DELETE) [1-9]\\d*");

  private final long number;
  private final Socket client;
  private final Socket server;
  private final Observer observer;
  private final Map<String, String> prepared = new HashMap<>();
  private final Deque<String> underWay = new ConcurrentLinkedDeque<>();
  private final Set<String> tables = Collections.synchronizedSet(new LinkedHashSet<>());
  private String bound = "";
  private volatile String tenant = "";
  private volatile Passage commit = Passage.FREE;

  PostgresSession(long number, Socket client, Socket server, Observer observer) {
    this.number = number;
    this.client = client;
    this.server = server;
    this.observer = observer;
  }

  /** What one direction does until the connection ends. */
  private interface Direction {
    void pass() throws IOException;
  }

  void start() {
    Thread.ofVirtual().start(() -> run(this::requests));
  }

  private void run(Direction direction) {
    try (client;
        server) {
      direction.pass();
    } catch (IOException ended) {
      // Either side has gone, and so has the other one now.
    }
  }

  private void requests() throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(server.getOutputStream()));
    greet(in, out);
    Thread.ofVirtual().start(() -> run(this::answers));
    while (true) {
      byte type = in.readByte();
      byte[] body = body(in);
      if (!mayPass(type, ByteBuffer.wrap(body))) {
        return;
      }
      send(out, type, type == 'P' ? preparation(body) : body);
      if (in.available() == 0) {
        out.flush();
      }
    }
  }

  /** What is to be prepared, in the observer's words. */
  private byte[] preparation(byte[] message) {
    ByteBuffer body = ByteBuffer.wrap(message);
    String name = text(body);
    String sql = text(body);
    byte[] head = (name + "\0" + observer.prepares(sql) + "\0").getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(head.length + body.remaining()).put(head).put(body).array();
  }

  /** The first messages have no type; a request for encryption is answered with one letter. */
  private void greet(DataInputStream in, DataOutputStream out) throws IOException {
    boolean asking = true;
    while (asking) {
      byte[] body = body(in);
      int code = ByteBuffer.wrap(body).getInt();
      out.writeInt(body.length + Integer.BYTES);
      out.write(body);
      out.flush();
      asking = code == SSL_REQUEST || code == GSS_REQUEST;
      if (asking) {
        client.getOutputStream().write(server.getInputStream().read());
      }
    }
  }

  private static byte[] body(DataInputStream in) throws IOException {
    byte[] body = new byte[in.readInt() - Integer.BYTES];
    in.readFully(body);
    return body;
  }

  private static void send(DataOutputStream out, byte type, byte[] body) throws IOException {
    out.writeByte(type);
    out.writeInt(body.length + Integer.BYTES);
    out.write(body);
  }

  private boolean mayPass(byte type, ByteBuffer body) {
    switch (type) {
      case 'P' -> prepared.put(text(body), text(body));
      case 'B' -> {
        text(body);
        bound = prepared.getOrDefault(text(body), "");
        List<String> parameters = parameters(body);
        if (bound.contains("set_config('app.tenant_id'")) {
          tenant = parameters.getFirst();
        }
        observer.executes(new Statement(number, bound, parameters));
      }
      case 'E' -> {
        underWay.add(bound);
        if (bound.equals("COMMIT") && !tables.isEmpty()) {
          commit = observer.commits(new Transaction(tenant, List.copyOf(tables)));
          return commit.mayHappen();
        }
      }
      default -> {}
    }
    return true;
  }

  /** A text ends with a zero. */
  private static String text(ByteBuffer body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte next = body.get(); next != 0; next = body.get()) {
      bytes.write(next);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static List<String> parameters(ByteBuffer body) {
    for (int formats = body.getShort(); formats > 0; formats--) {
      body.getShort();
    }
    List<String> parameters = new ArrayList<>();
    for (int count = body.getShort(); count > 0; count--) {
      int length = body.getInt();
      byte[] value = new byte[Math.max(length, 0)];
      body.get(value);
      parameters.add(length < 0 ? "NULL" : new String(value, StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private void answers() throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(server.getInputStream()));
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(client.getOutputStream()));
    while (true) {
      byte type = in.readByte();
      byte[] body = body(in);
      if (!mayTell(type, body)) {
        return;
      }
      send(out, type, body);
      if (in.available() == 0) {
        out.flush();
      }
    }
  }

  private boolean mayTell(byte type, byte[] body) {
    switch (type) {
      case 'C' -> {
        String done = text(ByteBuffer.wrap(body));
        String sql = underWay.isEmpty() ? "" : underWay.remove();
        Matcher change = CHANGE.matcher(sql);
        if (CHANGED.matcher(done).matches() && change.matches()) {
          tables.add(SIGNS.get(change.group(1)) + change.group(2));
        }
        return !done.equals("COMMIT") || commit.mayBeTold();
      }
      case 'Z' -> {
        underWay.clear();
        if (body[0] == 'I') {
          tables.clear();
          tenant = "";
          commit = Passage.FREE;
        }
      }
      default -> {}
    }
    return true;
  }
}
