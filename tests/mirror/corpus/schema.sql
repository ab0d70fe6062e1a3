create type state as enum ('new', 'paid', 'sent');
create domain email as text check (value ~ '@');
create table customers (id bigint generated always as identity primary key, name text not null, mail email,
    born date, labels text[] default '{}', extra jsonb default '{}', made timestamptz default now());
create table orders (id bigserial primary key, customer bigint references customers (id) on delete cascade, state state
    default 'new', total numeric(12, 2) check (total >= 0), data jsonb, during tstzrange, placed timestamp default now());
create table items (order_id bigint references orders (id), place int, sku text, price numeric, count int default 1,
    sum numeric generated always as (price * count) stored, primary key (order_id, place));
create table events (at timestamptz not null, kind text, body json, host inet, took interval) partition by range (at);
create table events_2024 partition of events for values from ('2024-01-01') to ('2025-01-01');
create index on orders using gin (data jsonb_path_ops);
create index on customers (lower(name)) include (id) where born is not null;
create view open_orders as select o.*, c.name from orders o join customers c on c.id = o.customer where state <> 'sent';
create function total_of(bigint) returns numeric language sql stable as 'select sum(total) from orders where customer = $1';
