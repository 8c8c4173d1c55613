-- block: a code stands once
select key, code from figure_key group by all having count(*) > 1;
