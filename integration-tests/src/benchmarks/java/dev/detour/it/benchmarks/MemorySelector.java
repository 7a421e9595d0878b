package dev.detour.it.benchmarks;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelectionKey;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Waits for {@link MemoryChannel}s. */
final class MemorySelector extends AbstractSelector {
    private final Set<SelectionKey> keys = ConcurrentHashMap.newKeySet();
    private final Set<SelectionKey> selected = new HashSet<>();
    private boolean woken;

    MemorySelector(SelectorProvider provider) {
        super(provider);
    }

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object attachment) {
        Key key = new Key((MemoryChannel) channel);
        key.attach(attachment);
        key.interestOps(ops);
        keys.add(key);
        ((MemoryChannel) channel).watchedBy(this);
        return key;
    }

    @Override
    public Set<SelectionKey> keys() {
        return keys;
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        return selected;
    }

    @Override
    public int selectNow() {
        return look();
    }

    @Override
    public int select() {
        return select(0);
    }

    @Override
    public synchronized int select(long timeout) {
        int ready = look();
        if (ready == 0 && !woken && isOpen()) {
            try {
                wait(timeout);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            ready = look();
        }
        woken = false;
        return ready;
    }

    @Override
    public synchronized Selector wakeup() {
        woken = true;
        notifyAll();
        return this;
    }

    @Override
    protected void implCloseSelector() {
        wakeup();
    }

    private int look() {
        Set<SelectionKey> cancelled = cancelledKeys();
        synchronized (cancelled) {
            for (SelectionKey key : cancelled) {
                keys.remove(key);
                selected.remove(key);
                deregister((AbstractSelectionKey) key);
            }
            cancelled.clear();
        }
        int found = 0;
        for (SelectionKey key : keys) {
            if (((Key) key).isReady()) {
                selected.add(key);
                found++;
            }
        }
        return found;
    }

    private final class Key extends AbstractSelectionKey {
        private final MemoryChannel channel;
        private volatile int interest;
        private volatile int ready;

        Key(MemoryChannel channel) {
            this.channel = channel;
        }

        boolean isReady() {
            ready = interest & (OP_WRITE | (channel.isReadable() ? OP_READ : 0));
            return ready != 0 && isValid();
        }

        @Override
        public SelectableChannel channel() {
            return channel;
        }

        @Override
        public Selector selector() {
            return MemorySelector.this;
        }

        @Override
        public int interestOps() {
            return interest;
        }

        @Override
        public SelectionKey interestOps(int ops) {
            interest = ops;
            return this;
        }

        @Override
        public int readyOps() {
            return ready;
        }
    }
}
