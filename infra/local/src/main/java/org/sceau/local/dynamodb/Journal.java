package org.sceau.local.dynamodb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.sceau.local.wire.DamagedStoreException;
import org.sceau.local.wire.StoreFolder;

/**
 * An append-only file of records: length, CRC-32 of the length, CRC-32 of the content, content. The
 * length has its own check so that a wrong one is not taken for the torn end of the file, which
 * would silently drop all that follows.
 *
 * <p>Whoever wants to know a record on the disk forces it together with all that were appended
 * until then: while one force runs, the next ones gather.
 */
final class Journal implements AutoCloseable {

  private static final byte[] MAGIC = "SCDDB001".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = 3 * Integer.BYTES;

  private final FileChannel file;
  private final ReentrantLock forcing = new ReentrantLock();
  private final Object appending = new Object();
  private ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private long appended;
  private volatile long durable;
  private @Nullable IOException failure;

  private Journal(FileChannel file) {
    this.file = file;
  }

  /**
   * Gives every whole record of the file to the reader, oldest first. A record at the end that was
   * not written completely was never acknowledged and is left out.
   *
   * @return whether the file ended with a whole record
   * @throws DamagedStoreException if anything but the end is not as it was written
   */
  static boolean replay(Path file, Consumer<byte[]> reader) throws IOException {
    if (!Files.exists(file)) {
      return true;
    }
    // A journal is read into memory item by item anyway; the items are not larger than it.
    var bytes = Files.readAllBytes(file);
    if (bytes.length < MAGIC.length || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
      throw new DamagedStoreException(file, "it does not begin as a journal does");
    }
    int at = MAGIC.length;
    while (at < bytes.length) {
      if (bytes.length - at < HEADER_BYTES || isZero(bytes, at)) {
        return false;
      }
      var header = ByteBuffer.wrap(bytes, at, HEADER_BYTES);
      int length = header.getInt();
      if (header.getInt() != crc(ByteBuffer.allocate(Integer.BYTES).putInt(0, length).array())) {
        throw new DamagedStoreException(file, "the record at byte " + at + " has no true length");
      }
      int start = at + HEADER_BYTES;
      if (length > bytes.length - start) {
        return false;
      }
      var content = Arrays.copyOfRange(bytes, start, start + length);
      if (header.getInt() != crc(content)) {
        // A content is JSON and does not end with a zero: those pages never reached the disk.
        if (start + length == bytes.length && content[length - 1] == 0) {
          return false;
        }
        throw new DamagedStoreException(file, "the record at byte " + at + " has changed");
      }
      reader.accept(content);
      at = start + length;
    }
    return true;
  }

  /** Replaces the whole file by these records. */
  static void rewrite(StoreFolder folder, Path file, List<byte[]> contents) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(MAGIC);
    contents.forEach(content -> frame(bytes, content));
    folder.replace(file, ByteBuffer.wrap(bytes.toByteArray()));
  }

  /** Opens a file that {@link #rewrite} made or {@link #replay} found whole. */
  static Journal open(Path file) throws IOException {
    var channel = FileChannel.open(file, StandardOpenOption.WRITE);
    channel.position(channel.size());
    return new Journal(channel);
  }

  /** Takes the record in; its number is for {@link #await}. */
  long append(byte[] content) {
    synchronized (appending) {
      frame(pending, content);
      return ++appended;
    }
  }

  /** The number of the newest record. */
  long last() {
    synchronized (appending) {
      return appended;
    }
  }

  /** Returns once the record and all before it are on the disk. */
  void await(long record) {
    if (durable >= record) {
      return;
    }
    forcing.lock();
    try {
      if (failure != null) {
        throw new UncheckedIOException("the journal could not be written before", failure);
      }
      if (durable >= record) {
        return;
      }
      ByteBuffer batch;
      long upTo;
      synchronized (appending) {
        batch = ByteBuffer.wrap(pending.toByteArray());
        pending = new ByteArrayOutputStream();
        upTo = appended;
      }
      while (batch.hasRemaining()) {
        file.write(batch);
      }
      file.force(false);
      durable = upTo;
    } catch (IOException e) {
      failure = e;
      throw new UncheckedIOException("the journal cannot be written", e);
    } finally {
      forcing.unlock();
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the journal cannot be closed", e);
    }
  }

  private static void frame(ByteArrayOutputStream out, byte[] content) {
    var length = ByteBuffer.allocate(Integer.BYTES).putInt(content.length).array();
    out.writeBytes(length);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(crc(length)).array());
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(crc(content)).array());
    out.writeBytes(content);
  }

  private static boolean isZero(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static int crc(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
